/** The modules of the commands: the help and a wrong option load none of them, and so neither the SDK nor a report's format. */
export const load = {
  preview: () => import('./commands/preview.ts'),
  verify: () => import('./commands/verify.ts'),
  explain: () => import('./commands/explain.ts'),
  remediate: () => import('./commands/remediate.ts'),
  undo: () => import('./commands/undo.ts'),
  cleanup: () => import('./commands/cleanup.ts'),
  pause: () => import('./commands/pause.ts'),
  resume: () => import('./commands/resume.ts'),
  history: () => import('./commands/history.ts'),
} as const;
