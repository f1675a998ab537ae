import type { ReactNode } from 'react';

const HEADING = /^#{1,6} +(.*)$/;
const QUOTE = /^> ?(.*)$/;
const POINT = /^[-*+] +(.*)$/;
const WITHIN = /\*\*(?<bold>[^*]+)\*\*|\[(?<words>[^[\]]+)\]\((?<address>[^()\s]+)\)|`(?<code>[^`]+)`/g;

/**
 * Markdown as chats show it: bold type, links, headings, lists, quotes and code, all else as it stands. Nothing of it
 * is HTML, and nothing leads elsewhere: an address may be anybody's.
 */
export function Marked({ text, className }: { text: string; className: string }) {
  return (
    <div className={`${className} marked`}>
      {text.split('\n').map((line, place) => (
        <div key={place}>{shown(line)}</div>
      ))}
    </div>
  );
}

function shown(line: string): ReactNode {
  const [, heading] = HEADING.exec(line) ?? [];
  if (heading !== undefined) {
    return <strong>{within(heading)}</strong>;
  }
  const [, quote] = QUOTE.exec(line) ?? [];
  if (quote !== undefined) {
    return <span className="quoted">{within(quote)}</span>;
  }
  const [, point] = POINT.exec(line) ?? [];
  return point === undefined ? within(line) : <>• {within(point)}</>;
}

function within(line: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const found of line.matchAll(WITHIN)) {
    const { bold, words, address, code } = found.groups ?? {};
    parts.push(line.slice(end, found.index));
    parts.push(
      bold !== undefined ? (
        <strong key={found.index}>{within(bold)}</strong>
      ) : code !== undefined ? (
        <code key={found.index}>{code}</code>
      ) : (
        <span key={found.index} className="leads" title={address}>
          {words}
        </span>
      ),
    );
    end = found.index + found[0].length;
  }
  return [...parts, line.slice(end)];
}
