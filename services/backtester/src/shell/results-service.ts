// The backtester beside a live run: gathers its results as they come, and answers how far it is and what came of it.

import type { JournalContext, JournalHandler, JournalService } from '@tradingbot/service';
import { createResultsFollower, type FollowedRun, type ResultFolders } from './follow-results.ts';
import type { BacktestResult } from './request.ts';

/** What it answers on `svc.results`, as JSON. */
export interface ResultsAnswer {
  readonly journal: string;
  readonly bars: number;
  /** Simulated time of the last bar, in microseconds; −1 before the first. */
  readonly time: number;
  /** The last position that it has seen. */
  readonly position: number;
  /** null until the journal is closed. */
  readonly result: BacktestResult | null;
}

export function resultsService(folders: ResultFolders): JournalService {
  const { name, description, begin } = createResultsFollower(folders);
  return { name, description, begin: async (context) => handlerOf(context, begin(context.manifest, context.journal)) };
}

function handlerOf({ journal, subjects, say, fail }: JournalContext, run: FollowedRun): JournalHandler {
  let position = 0;
  let result: BacktestResult | null = null;

  async function finish(): Promise<void> {
    result = await run.finish();
    say(`the results of ${journal} are in ${result.artifacts_dir}`);
  }

  return {
    see(recorded, event) {
      run.see(recorded, event);
      position = recorded.position;
      if (recorded.type === 'run.closed') finish().catch(fail);
    },
    endpoints: [
      {
        name: 'results',
        subject: `${subjects.prefix}svc.results`,
        handle(message) {
          const { bars, time } = run.progress();
          const answer: ResultsAnswer = { journal, bars, time, position, result };
          message.respond(JSON.stringify(answer));
        },
      },
    ],
    stop: async () => run.discard(),
  };
}
