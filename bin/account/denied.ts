/** Whether AWS denied a call: the services name it `AccessDenied` or `AccessDeniedException`. */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('AccessDenied');
}
