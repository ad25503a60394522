import { expect, it } from 'vitest';
import { judgeAudit } from './audit.mjs';

it('an audit without findings holds', () => {
  expect(
    judgeAudit('npm warn something\n{"auditReportVersion":2,"vulnerabilities":{}}\nnpm notice'),
  ).toMatchObject({
    passed: 1,
  });
});

it('an advisory fails it, by the name of the package', () => {
  const outcome = judgeAudit('{"vulnerabilities":{"left-pad":{"severity":"low"}}}');
  expect(outcome).toMatchObject({ failed: 1, notes: [expect.stringContaining('left-pad')] });
});

it.each([
  ['{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}', '405 Method Not Allowed'],
  ['{"error":{"summary":"getaddrinfo ENOTFOUND"}}', 'ENOTFOUND'],
  ['npm died', 'no report'],
])('where it could not be asked it is skipped, with the reason: %s', (output, reason) => {
  expect(judgeAudit(output)).toMatchObject({ skipped: 1, notes: [expect.stringContaining(reason)] });
});
