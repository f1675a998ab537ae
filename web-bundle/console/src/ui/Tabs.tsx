import { Link } from 'react-router';

interface Props {
  /** What the tabs are of, for screen readers. */
  label: string;
  /** The label of each, by what stands in the address. */
  tabs: Record<string, string>;
  shown: string;
}

/** The sections of a page; which one is shown stands in the address. */
export function Tabs({ label, tabs, shown }: Props) {
  return (
    <nav className="tabs" aria-label={label}>
      {Object.entries(tabs).map(([name, text]) => (
        <Link key={name} to={`?tab=${name}`} aria-current={name === shown ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
