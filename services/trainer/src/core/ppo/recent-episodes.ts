// The last hundred episodes, whose means are what a learning curve shows.

/** As in stable-baselines3's `stats_window_size`. */
const WINDOW = 100;

/** Plain data: rings, the next place to be written, and how many are in them. */
export interface RecentEpisodes {
  readonly returns: Float64Array;
  readonly lengths: Float64Array;
  next: number;
  count: number;
}

export const recentEpisodes = (): RecentEpisodes => ({
  returns: new Float64Array(WINDOW),
  lengths: new Float64Array(WINDOW),
  next: 0,
  count: 0,
});

export const copyEpisodes = ({ returns, lengths, next, count }: RecentEpisodes): RecentEpisodes => ({
  returns: returns.slice(),
  lengths: lengths.slice(),
  next,
  count,
});

export function addEpisode(episodes: RecentEpisodes, episodeReturn: number, length: number): void {
  episodes.returns[episodes.next] = episodeReturn;
  episodes.lengths[episodes.next] = length;
  episodes.next = (episodes.next + 1) % WINDOW;
  episodes.count = Math.min(episodes.count + 1, WINDOW);
}

/** @returns null while no episode has ended */
export function episodeMeans({
  returns,
  lengths,
  count,
}: RecentEpisodes): { readonly episodeReturn: number; readonly length: number } | null {
  if (count === 0) return null;
  const sums = { episodeReturn: 0, length: 0 };
  for (let i = 0; i < count; i++) {
    sums.episodeReturn += returns[i] as number;
    sums.length += lengths[i] as number;
  }
  return { episodeReturn: sums.episodeReturn / count, length: sums.length / count };
}
