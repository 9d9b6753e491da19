import { describe, expect, it } from 'vitest';
import { aDocument, anAutomation, courseOf, invoke } from './harness.ts';

const parameters = {
  Name: { type: 'String', default: 'Linux' },
  Limit: { type: 'Integer', default: 5 },
  Force: { type: 'Boolean', default: true },
};
const branch = (inputs: object, changes: object = {}) => ({
  name: 'Branch',
  action: 'aws:branch',
  inputs,
  ...changes,
});

async function courseWith(step: object, ...furtherSteps: object[]): Promise<string> {
  const mainSteps = [step, ...furtherSteps, invoke('No', { isEnd: true }), invoke('Yes', { isEnd: true })];
  return courseOf(await anAutomation().run(aDocument({ parameters, mainSteps })));
}

describe('A condition', () => {
  const conditionOn = (variable: string) => (operation: string, value: unknown) => ({
    Variable: `{{ ${variable} }}`,
    [operation]: value,
  });
  const [name, limit, force] = [conditionOn('Name'), conditionOn('Limit'), conditionOn('Force')];
  const trueCondition = name('StringEquals', 'Linux');
  const falseCondition = name('StringEquals', 'Windows');

  const rows: [string, object, 'Yes' | 'No'][] = [
    ['StringEquals the same text', trueCondition, 'Yes'],
    ['StringEquals the text in another case', name('StringEquals', 'linux'), 'No'],
    ['EqualsIgnoreCase the text in another case', name('EqualsIgnoreCase', 'LINUX'), 'Yes'],
    ['EqualsIgnoreCase another text', name('EqualsIgnoreCase', 'LINU'), 'No'],
    ['StartsWith the beginning', name('StartsWith', 'Lin'), 'Yes'],
    ['StartsWith the end', name('StartsWith', 'nux'), 'No'],
    ['EndsWith the end', name('EndsWith', 'nux'), 'Yes'],
    ['EndsWith the beginning', name('EndsWith', 'Lin'), 'No'],
    ['Contains a part', name('Contains', 'inu'), 'Yes'],
    ['Contains another text', name('Contains', 'x86'), 'No'],
    ['NumericEquals the number', limit('NumericEquals', 5), 'Yes'],
    ['NumericEquals another number', limit('NumericEquals', 4), 'No'],
    ['NumericGreater than a smaller number', limit('NumericGreater', 4), 'Yes'],
    ['NumericGreater than the same number', limit('NumericGreater', 5), 'No'],
    ['NumericLesser than a larger number', limit('NumericLesser', 6), 'Yes'],
    ['NumericLesser than the same number', limit('NumericLesser', 5), 'No'],
    ['NumericGreaterOrEquals the same number', limit('NumericGreaterOrEquals', 5), 'Yes'],
    ['NumericGreaterOrEquals a larger number', limit('NumericGreaterOrEquals', 6), 'No'],
    ['NumericLesserOrEquals the same number', limit('NumericLesserOrEquals', 5), 'Yes'],
    ['NumericLesserOrEquals a smaller number', limit('NumericLesserOrEquals', 4), 'No'],
    ['BooleanEquals the same value', force('BooleanEquals', true), 'Yes'],
    ['BooleanEquals the other value', force('BooleanEquals', false), 'No'],
    ['And of true conditions', { And: [trueCondition, force('BooleanEquals', true)] }, 'Yes'],
    ['And with a false condition', { And: [trueCondition, falseCondition] }, 'No'],
    ['Or with a true condition', { Or: [falseCondition, trueCondition] }, 'Yes'],
    ['Or of false conditions', { Or: [falseCondition, falseCondition] }, 'No'],
    ['Not of a false condition', { Not: falseCondition }, 'Yes'],
    ['Not of a true condition', { Not: trueCondition }, 'No'],
    ['Not within And', { And: [trueCondition, { Not: falseCondition }] }, 'Yes'],
    ['a comparison with a reference', name('StringEquals', '{{ Name }}'), 'Yes'],
  ];
  it.each(rows)('%s', async (_title, condition, expected) => {
    const step = branch({ Choices: [{ NextStep: 'Yes', ...condition }], Default: 'No' });
    expect(await courseWith(step)).toBe(`Branch Success, ${expected} Success`);
  });
});

describe('aws:branch', () => {
  const never = { NextStep: 'Yes', Variable: '{{ Name }}', StringEquals: 'Windows' };
  const always = { NextStep: 'Yes', Variable: '{{ Name }}', StringEquals: 'Linux' };

  it('selects the first choice that is true', async () => {
    const choices = [never, { ...always, NextStep: 'No' }, always];
    expect(await courseWith(branch({ Choices: choices }))).toBe('Branch Success, No Success');
  });

  it('continues with the next step if no choice is true and there is no Default', async () => {
    const step = branch({ Choices: [never] });
    expect(await courseWith(step, invoke('Next', { isEnd: true }))).toBe('Branch Success, Next Success');
  });

  it('ends the execution instead if isEnd is true', async () => {
    expect(await courseWith(branch({ Choices: [never] }, { isEnd: true }))).toBe('Branch Success');
  });

  it('selects a choice that is true even if isEnd is true', async () => {
    const step = branch({ Choices: [always] }, { isEnd: true });
    expect(await courseWith(step)).toBe('Branch Success, Yes Success');
  });

  it('treats an output without a value as equal to no value', async () => {
    const choice = { NextStep: 'Yes', Variable: '{{ Before.FunctionError }}', StringEquals: 'Unhandled' };
    const step = branch({ Choices: [choice], Default: 'No' });
    expect(await courseWith(invoke('Before'), step)).toBe('Before Success, Branch Success, No Success');
  });

  it('fails if a variable has an unknown name', async () => {
    const choice = { NextStep: 'Yes', Variable: '{{ Nmae }}', StringEquals: 'Linux' };
    expect(await courseWith(branch({ Choices: [choice], Default: 'No' }))).toBe('Branch Failed');
  });

  it('fails if a number is compared with a text that a variable holds', async () => {
    const choice = { NextStep: 'Yes', Variable: '{{ Name }}', NumericGreater: 1 };
    expect(await courseWith(branch({ Choices: [choice], Default: 'No' }))).toBe('Branch Failed');
  });
});
