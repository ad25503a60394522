import { describe, expect, it } from 'vitest';
import { stepsOf } from './steps.js';

const fence = '```';
const block = (info: string, text: string) => `${fence}${info}\n${text}\n${fence}\n`;

const plain = { needs: undefined, file: undefined, firstCurl: false };

describe('the steps of a document', () => {
  it('are its shell and TypeScript, in order, with the output that is shown', () => {
    const markdown = `# A\n\n${block('sh', 'one')}\nprints\n\n${block('json', '{}')}\n${block('ts', 'two;')}`;
    expect(stepsOf(markdown)).toEqual({
      steps: [
        {
          kind: 'shell',
          text: 'one\n',
          line: 4,
          shown: { language: 'json', text: '{}\n' },
          ...plain,
        },
        { kind: 'program', text: 'two;\n', line: 14, shown: undefined, ...plain },
      ],
      exceptions: [],
    });
  });

  it('do not take what stands under another heading for output', () => {
    const { steps } = stepsOf(`${block('sh', 'one')}\n## B\n\n${block('yaml', 'a: 1')}`);
    expect(steps[0]?.shown).toBeUndefined();
  });

  it('start a server where the document says so', () => {
    expect(stepsOf(block('sh server', 'npm start')).steps[0]?.kind).toBe('server');
  });

  it('write a file where the document names one, in whatever language', () => {
    const { steps } = stepsOf(block('js file="gateway.mjs"', 'serve();'));
    expect(steps).toMatchObject([{ kind: 'file', file: 'gateway.mjs', text: 'serve();\n' }]);
  });

  it('join TypeScript that continues with the one before, and run both at its end', () => {
    const { steps } = stepsOf(block('ts', 'a();') + block('sh', 'x') + block('ts continues', 'b();'));
    expect(steps.map(({ kind, text }) => [kind, text])).toEqual([
      ['shell', 'x\n'],
      ['program', 'a();\n\nb();\n'],
    ]);
  });

  it('take a terminal apart into what is typed and what is printed', () => {
    const { steps } = stepsOf(block('console first-curl', '$ cat x\n{ "a": 1 } // one'));
    expect(steps).toMatchObject([
      { text: 'cat x\n', firstCurl: true, shown: { language: 'jsonc', text: '{ "a": 1 } // one\n' } },
    ]);
  });

  it('leave out what is marked, with the reason', () => {
    expect(stepsOf(block('sh skip="needs Docker"', 'docker run x'))).toEqual({
      steps: [],
      exceptions: [{ line: 2, reason: 'needs Docker' }],
    });
  });

  it('do not look into blocks of other languages', () => {
    expect(stepsOf(`${'````'}md\n${block('sh', 'one')}${'````'}\n`).steps).toEqual([]);
  });
});
