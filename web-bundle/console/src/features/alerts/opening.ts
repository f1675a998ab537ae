import type { Alert } from './queries';

interface Sources {
  applicationsFrom: string[];
  regionsFrom: string[];
}

function first(labels: Alert['labels'], names: string[]): string {
  return names.map((name) => labels[name] ?? '').find((value) => value !== '') ?? '';
}

/** What the form of a new war room begins with, as its address has it. */
export function openingOf({ title, severity, labels, url }: Alert, { applicationsFrom, regionsFrom }: Sources): string {
  const facts = {
    title,
    severity,
    applications: first(labels, applicationsFrom),
    regions: first(labels, regionsFrom),
    summary: url !== undefined && /^https?:\/\//i.test(url) ? url : '',
  };
  const filled = Object.entries(facts).filter(([, value]) => value !== '');
  return new URLSearchParams([['open', ''], ...filled]).toString();
}
