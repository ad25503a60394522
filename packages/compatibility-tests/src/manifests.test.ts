import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeWith } from './support/missing.js';
import { run } from './support/programs.js';
import { pythonEnvironment } from './support/python.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const validators = () =>
  pythonEnvironment('manifests', ['kubernetes-validate==1.37.0', 'check-jsonschema==0.39.0']);

await describeWith('the manifests', validators, (python) => {
  const validate = (program: string, ...args: string[]) =>
    run(python.replace(/python(\.exe)?$/, program), args, { cwd: root });

  for (const version of ['1.31', '1.37']) {
    it(`for Kubernetes is what ${version} takes, nothing in it unknown`, async () => {
      const { code, stdout, stderr } = await validate(
        'kubernetes-validate',
        '-k',
        version,
        '--strict',
        'deploy/kubernetes.yaml',
      );
      expect({ code, said: code === 0 ? '' : stdout + stderr }).toEqual({ code: 0, said: '' });
    });
  }

  it('for Compose follows its specification', async () => {
    const { code, stdout } = await validate(
      'check-jsonschema',
      '--builtin-schema',
      'vendor.compose-spec',
      'compose.yaml',
    );
    expect({ code, said: code === 0 ? '' : stdout }).toEqual({ code: 0, said: '' });
  });
});
