import { describeHalf } from './ten-thousand.ts';

describeHalf([1, 2, 3, 4, 5]);
