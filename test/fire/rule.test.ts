import { playByTheTable } from './play.ts';
import { rule } from './stories/rule.ts';

playByTheTable(rule);
