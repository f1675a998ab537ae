import { App } from 'antd';
import type { Platform } from '../../app/platforms';
import { useTexts } from '../../i18n/provider';
import { MATCH_FIELDS, MODES, TRUSTABLE, vouching, type Draft, type MatchField } from './settings';

interface Props {
  id: string;
  platform: Platform;
  draft: Draft;
  error: string | undefined;
  onChange: (change: Partial<Draft>) => void;
}

/** In the order of the form, whichever was ticked first. */
function toggled(fields: MatchField[], field: MatchField, on: boolean): MatchField[] {
  return MATCH_FIELDS.filter((each) => (each === field ? on : fields.includes(each)));
}

/** What becomes of somebody who comes in for the first time. */
export function AssociationFields({ id, platform, draft, error, onChange }: Props) {
  const t = useTexts();
  const { modal } = App.useApp();
  const trust = (field: MatchField) => {
    modal.confirm({
      title: t.sources.trustTitle(t.sources.matchFields[field]),
      content: t.sources.trustWarning,
      okText: t.sources.trustAnyway,
      okButtonProps: { danger: true },
      cancelText: t.actions.cancel,
      onOk: () => {
        onChange({ trust: toggled(draft.trust, field, true) });
      },
    });
  };
  const vouched = (field: MatchField) => {
    const by = vouching(platform, draft.methods, field);
    if (by === undefined || draft.methods.length === 0) {
      return '';
    }
    return by.length === draft.methods.length
      ? t.sources.vouchedFor
      : by.length === 0
        ? t.sources.notVouchedFor
        : t.sources.vouchedBy(by.map((method) => t.sources.variants[method]).join(', '));
  };
  return (
    <>
      <fieldset className="field">
        <legend>{t.sources.association}</legend>
        {MODES.map((mode) => (
          <label key={mode} className="pick">
            <input
              type="radio"
              name={`${id}-mode`}
              checked={draft.mode === mode}
              onChange={() => {
                onChange({ mode });
              }}
            />
            <span>
              {t.sources.modes[mode]}
              <span className="hint">{t.sources.modeHelp[mode]}</span>
            </span>
          </label>
        ))}
        <Outcomes draft={draft} />
      </fieldset>
      {draft.mode === 'match' && (
        <fieldset className="field" id={`${id}-matchBy`} tabIndex={-1} aria-describedby={`${id}-matchBy-help`}>
          <legend>{t.sources.matchBy}</legend>
          {MATCH_FIELDS.map((field) => (
            <div key={field}>
              <label className="pick">
                <input
                  type="checkbox"
                  checked={draft.matchBy.includes(field)}
                  onChange={(event) => {
                    const on = event.target.checked;
                    onChange({
                      matchBy: toggled(draft.matchBy, field, on),
                      ...(on ? {} : { trust: toggled(draft.trust, field, false) }),
                    });
                  }}
                />
                <span>
                  {t.sources.matchFields[field]}
                  <span className="hint">
                    {t.sources.matchHelp[field]} {vouched(field)}
                  </span>
                </span>
              </label>
              {TRUSTABLE.includes(field) && draft.matchBy.includes(field) && (
                <label className="pick inner">
                  <input
                    type="checkbox"
                    checked={draft.trust.includes(field)}
                    onChange={(event) => {
                      if (event.target.checked) {
                        trust(field);
                      } else {
                        onChange({ trust: toggled(draft.trust, field, false) });
                      }
                    }}
                  />
                  <span>{t.sources.trust(t.sources.matchFields[field])}</span>
                </label>
              )}
            </div>
          ))}
          <div id={`${id}-matchBy-help`} className="help">
            {error !== undefined && <p className="fault">{error}</p>}
            <p>{t.sources.vouched}</p>
          </div>
        </fieldset>
      )}
    </>
  );
}

/** The table of how a first sign-in is decided, for what is chosen now. */
function Outcomes({ draft }: { draft: Draft }) {
  const t = useTexts();
  const alone = draft.loginOnly ? t.sources.refused : t.sources.created;
  const rows =
    draft.mode === 'match'
      ? [
          [t.sources.noneMatches, alone],
          [t.sources.oneMatches, t.sources.linked],
          [t.sources.severalMatch, t.sources.refusedSeveral],
        ]
      : [[t.sources.firstTime, draft.mode === 'off' ? alone : draft.loginOnly ? t.sources.askedBind : t.sources.asked]];
  return (
    <dl className="outcomes" aria-live="polite">
      {rows.map(([when, what]) => (
        <div key={when}>
          <dt>{when}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
