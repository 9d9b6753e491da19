import { describeHalf } from './ten-thousand.ts';

describeHalf([6, 7, 8, 9, 10]);
