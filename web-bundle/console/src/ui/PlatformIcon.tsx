/** As an image: a script in it does not run. */
export function PlatformIcon({ svg }: { svg: string | undefined }) {
  return svg === undefined ? (
    <span className="icon" aria-hidden />
  ) : (
    <img className="icon" alt="" src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} />
  );
}
