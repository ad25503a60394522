import { pythonEnvironment } from '../support/python.js';

/** The version whose cost map and calculator the registry speaks to. */
const version = '1.106.2';

/** A Python with LiteLLM and its proxy, which is the program `litellm` beside it. @throws Missing */
export const litellm = (): Promise<string> => pythonEnvironment('litellm', [`litellm[proxy]==${version}`]);
