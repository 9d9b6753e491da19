import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A file of `examples/` for a pipeline, and the commands that it runs. */
export interface PipelineFile {
  readonly path: string;
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** The lines of all scripts; a line that ends with a backslash is joined with the next one. */
  readonly commands: readonly string[];
}

/** A step of a GitHub workflow. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A job of a GitHub workflow. */
export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const filesIn = (folder: string) =>
  readdirSync(join('examples', folder))
    .filter((file) => file.endsWith('.yml'))
    .map((file) => join('examples', folder, file));

function readPipeline(path: string, scriptsOf: (content: never) => readonly string[]): PipelineFile {
  const text = readFileSync(path, 'utf8');
  const content = parse(text);
  const commands = scriptsOf(content as never)
    .flatMap((script) => script.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replaceAll(/\s+/g, ' ').trim());
  return { path, text, content, commands };
}

/** The jobs of a workflow, by name. */
export const jobsOf = ({ content }: PipelineFile): Readonly<Record<string, Job>> =>
  content['jobs'] as Record<string, Job>;

/** The workflows for GitHub Actions. */
export const WORKFLOWS: readonly PipelineFile[] = filesIn('github-actions').map((path) =>
  readPipeline(path, ({ jobs }: { jobs: Record<string, Job> }) =>
    Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
  ),
);

interface GitLabJob {
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

/** The files for GitLab CI. */
export const GITLAB_FILES: readonly PipelineFile[] = filesIn('gitlab').map((path) =>
  readPipeline(path, (jobs: Record<string, GitLabJob>) =>
    Object.values(jobs).flatMap(({ before_script = [], script = [] }) => [...before_script, ...script]),
  ),
);
