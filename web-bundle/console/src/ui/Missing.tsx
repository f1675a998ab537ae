import type { Platform } from '../app/platforms';
import { useLocalized, useTexts } from '../i18n/provider';

/** Above a form: the bundle of its platform has gone while it was being filled in. */
export function Missing({ platform }: { platform: Platform }) {
  const t = useTexts();
  const text = useLocalized();
  return platform.available ? null : (
    <p role="alert" className="summary">
      {t.mobileApps.wentAway(text(platform.displayName))}
    </p>
  );
}
