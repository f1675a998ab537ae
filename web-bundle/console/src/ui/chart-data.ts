export type Meaning = 'right' | 'doubtful' | 'wrong';

export interface ChartData {
  /** What stands below the bars: short there, long in the table. */
  steps: { short: string; long: string }[];
  series: { label: string; meaning: Meaning; values: number[] }[];
}

interface Colours {
  text: string;
  line: string;
  meanings: Record<Meaning, string>;
}

/** Told apart by their lightness too. A canvas reads no style sheet. */
const LIGHT: Colours = {
  text: '#57606a',
  line: '#d0d7de',
  meanings: { right: '#3d7dd8', doubtful: '#e3a008', wrong: '#8f1d14' },
};
const DARK: Colours = {
  text: '#b1bac4',
  line: '#3d444d',
  meanings: { right: '#3c89e8', doubtful: '#f2c14e', wrong: '#ff8f85' },
};

export function coloursOf(dark: boolean): Colours {
  return dark ? DARK : LIGHT;
}
