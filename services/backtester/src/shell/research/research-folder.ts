// The folder of a study's results: it appears whole, as that of a run does, under an id made the same way.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { manifestOf } from '../../core/index.ts';
import { writeJson } from '../json-file.ts';
import { manifestDocument } from '../manifest-document.ts';
import type { RunPlan } from '../plan-run.ts';
import { createRunFolder } from '../run-folder.ts';
import { runIdOf, startedNow } from '../run-identity.ts';
import { createTextFile } from '../text-file.ts';

export interface ResearchFolder {
  /** Where files are written until they are published. */
  readonly draft: string;
  json(name: string, document: unknown): void;
  text(name: string, text: string): void;
  /** @returns the id of the study, and its folder */
  publish(): { readonly runId: string; readonly path: string };
  /** Leaves nothing behind; after `publish` it does nothing. */
  discard(): void;
}

/** @param study what was asked for beside the configuration: it makes up the id, and stands in the manifest */
export function openResearchFolder(plan: RunPlan, study: Readonly<Record<string, unknown>>): ResearchFolder {
  const startedAt = startedNow();
  const { seed, artifacts_dir: artifactsDir } = plan.config;
  const asked = createHash('sha256').update(JSON.stringify(study)).digest('hex');
  const identity = { ...plan.identity, configurationHash: plan.identity.configurationHash + asked };
  const id = runIdOf(identity, seed, startedAt);
  const folder = createRunFolder(artifactsDir);
  return {
    draft: folder.draft,
    json: (name, document) => writeJson(join(folder.draft, name), document),
    text(name, text) {
      const file = createTextFile(join(folder.draft, name));
      file.write(text);
      file.close();
    },
    publish() {
      const manifest = manifestOf(plan.identity, plan.catalog, seed);
      const document = manifestDocument(id, startedAt, manifest, plan.sources, plan.strategies);
      writeJson(join(folder.draft, 'manifest.json'), { ...document, study });
      return folder.publish(id);
    },
    discard: folder.discard,
  };
}
