// Asks the backtester's service how far a run is and what came of it.

import type { ResultsAnswer } from '@tradingbot/backtester/service';
import { BusTimeoutError, NoRespondersError, type Bus } from '@tradingbot/bus';
import type { Subjects } from '@tradingbot/contracts';

export const resultsSubject = ({ prefix }: Subjects): string => `${prefix}svc.results`;

/** @returns undefined while nobody answers */
export async function askResults(bus: Bus, subjects: Subjects): Promise<ResultsAnswer | undefined> {
  try {
    const message = await bus.request(resultsSubject(subjects), '', 1_000);
    return JSON.parse(message.text()) as ResultsAnswer;
  } catch (error) {
    if (error instanceof BusTimeoutError || error instanceof NoRespondersError) return undefined;
    throw error;
  }
}
