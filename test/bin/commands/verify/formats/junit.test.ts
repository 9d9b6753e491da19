import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJunit } from '../../../../../bin/commands/verify/formats/junit.ts';
import { attributesOf, xmlText } from '../../../../../bin/commands/verify/formats/xml.ts';
import { ALICE, anAccount, aVerification, CAROL, DAVE } from './verifications.ts';

const failures = [{ userName: 'erin', reason: 'AccessDenied: no' }];

/** The first line of the suite, and the test cases. */
function shown(xml: string): { readonly suite: string; readonly cases: readonly string[] } {
  const lines = xml.split('\n').map((line) => line.trim());
  return {
    suite: lines.find((line) => line.startsWith('<testsuite ')) ?? '',
    cases: lines.filter((line) => line.startsWith('<testcase ')),
  };
}

describe('JUnit', () => {
  it('a document: a suite with the numbers, and a test case for each user with two or more active keys', () => {
    expect(toJunit(aVerification(anAccount({ users: [ALICE, CAROL, DAVE], failures })))).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="IAM users of account 111122223333" tests="4" failures="1" errors="1" skipped="1" timestamp="2026-11-21T09:00:00.000Z">
    <properties>
      <property name="users" value="9"/>
      <property name="noActiveKey" value="4"/>
      <property name="oneActiveKey" value="2"/>
      <property name="moreActiveKeys" value="3"/>
      <property name="unread" value="0"/>
      <property name="selectionStrategy" value="LeastRecentlyUsed"/>
      <property name="rotationGraceHours" value="24"/>
      <property name="protectUsedWithinDays" value="7"/>
      <property name="exemptionMaxDays" value="90"/>
    </properties>
    <testcase classname="IAM users of account 111122223333" name="alice"><failure type="KeysInUse" message="2 active access keys. Separate the workloads.">2 active access keys. Separate the workloads.</failure></testcase>
    <testcase classname="IAM users of account 111122223333" name="carol"><skipped message="2 active access keys."/></testcase>
    <testcase classname="IAM users of account 111122223333" name="dave"/>
    <testcase classname="IAM users of account 111122223333" name="erin"><error type="NotRead" message="No verdict, because the user could not be read: AccessDenied: no">No verdict, because the user could not be read: AccessDenied: no</error></testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it.each([
    ['nobody has two active keys: one test case, which passes', {}, 'tests="1" failures="0" errors="0"'],
    ['a user could not be read: no test case passes', { failures }, 'tests="1" failures="0" errors="1"'],
    ['an interruption: no test case passes', { isComplete: false }, 'tests="1" failures="0" errors="1"'],
    [
      'an interruption after a violator: both',
      { users: [ALICE], isComplete: false },
      'tests="2" failures="1" errors="1"',
    ],
  ])('%s', (_, changes, counts) => {
    const { suite, cases } = shown(toJunit(aVerification(anAccount(changes))));
    expect(suite).toContain(counts);
    const passed = cases.filter((line) => line.endsWith('/>'));
    expect(passed).toHaveLength(Object.keys(changes).length === 0 ? 1 : 0);
  });

  it('two accounts: two suites; an account without an id', () => {
    const xml = toJunit(aVerification(anAccount(), anAccount({ accountId: null })));
    const names = Array.from(xml.matchAll(/<testsuite name="(.*?)"/g), ([, name]) => name);
    expect(names).toEqual(['IAM users of account 111122223333', 'IAM users of account unknown']);
  });
});

describe('a text in XML', () => {
  it.each([
    ['<a href="x">&\'', '&lt;a href=&quot;x&quot;&gt;&amp;&apos;'],
    ['a\u0000b\u001bc\u0085d\ne', 'a b c d e'],
    ['a\ud800b\ufffec\uffffd', 'a b c d'],
    ['\u202ea', ' a'],
    [']]>', ']]&gt;'],
    ['日本 😀', '日本 😀'],
  ])('%j → %j', (text, expected) => {
    expect(xmlText(text)).toBe(expected);
    expect(attributesOf({ a: text })).toBe(`a="${expected}"`);
  });

  /**
   * Section 2.2 of XML 1.0, Char, but for the line feed, the tabulator and the carriage return, which are
   * replaced.
   */
  const CHARS = /^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

  it('any text: only characters of XML 1.0, and no markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = xmlText(text);
        expect(escaped).toMatch(CHARS);
        expect(escaped.replaceAll(/&(amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[&<>"']/);
      }),
    );
  });
});
