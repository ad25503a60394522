import { createClient } from '@llm-registry/client';

createClient({ baseUrl: 'http://127.0.0.1:4080' }).replaceModel({ model_name: 'm', input_cots: 1 });
