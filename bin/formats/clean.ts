export { clean, UNSAFE_CHARACTERS } from '../../product/clean.ts';
