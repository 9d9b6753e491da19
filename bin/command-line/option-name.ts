/** The name of a parameter as an option, in kebab-case. */
export function optionName(parameter: string): string {
  return `--${parameter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
