import { useEffect, useRef, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { useTexts } from '../i18n/provider';

/** The page's heading, which takes the focus, and the document's title. */
export function PageTitle({ title, children }: { title: string; children?: ReactNode }) {
  const t = useTexts();
  const { tenant } = useParams();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, tenant, t.product].filter((part) => part !== undefined).join(' · ');
  }, [title, tenant, t]);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <div className="title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
