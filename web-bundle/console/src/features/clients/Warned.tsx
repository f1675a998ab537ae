interface Props {
  help?: string;
  warnings: string[];
}

/** What belongs in a field, and what is to be known of what is in it. */
export function Warned({ help, warnings }: Props) {
  return (
    <>
      {help}
      <span role="status">
        {warnings.map((each) => (
          <span key={each} className="own-line">
            {each}
          </span>
        ))}
      </span>
    </>
  );
}
