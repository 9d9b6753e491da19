import { PARAMETERS } from '../../policy/parameters.ts';
import { REPORTING } from '../../rule/parameters.ts';
import type { ParameterGroup } from './parameter-group.ts';
import { wholeNumber } from './whole-number.ts';

const { selectionStrategy, rotationGraceHours, protectUsedWithinDays, exemptionMaxDays } = PARAMETERS;

/** The policy's parameters, from the definition that the functions parse them with. */
export const POLICY: ParameterGroup = {
  label: 'Decision',
  parameters: {
    SelectionStrategy: {
      description: `${selectionStrategy.description}.`,
      default: selectionStrategy.default,
      allowedValues: [...selectionStrategy.values],
    },
    RotationGraceHours: wholeNumber(rotationGraceHours),
    ProtectUsedWithinDays: wholeNumber(protectUsedWithinDays),
    ExemptionMaxDays: wholeNumber(exemptionMaxDays),
  },
};

/** How often the rule evaluates the users, and which evaluations it reports. */
export const EVALUATION: ParameterGroup = {
  label: 'Evaluation',
  parameters: {
    EvaluationFrequency: {
      description:
        'How often AWS Config evaluates all users. AWS Config charges for each evaluation of each user.',
      default: 'TwentyFour_Hours',
      allowedValues: ['One_Hour', 'Three_Hours', 'Six_Hours', 'Twelve_Hours', 'TwentyFour_Hours'],
    },
    Reporting: {
      description: `${REPORTING.description}.`,
      default: REPORTING.default,
      allowedValues: [...REPORTING.values],
    },
  },
};
