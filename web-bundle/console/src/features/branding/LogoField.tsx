import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import type { Form } from '../../ui/form';
import { dataUri, faultOfFile, kilobytes, PICTURES, type Draft } from './draft';

/** The logo, chosen or dropped; shown as an image only, in which nothing runs. */
export function LogoField({ form }: { form: Form<Draft> }) {
  const t = useTexts();
  const id = `${form.id}-logo`;
  const { logo } = form.values;
  const [fault, setFault] = useState('');
  const [isOver, setIsOver] = useState(false);
  const error = fault === '' ? form.errors['logo'] : fault;

  const take = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    const found = faultOfFile(file, t);
    setFault(found);
    if (found === '') {
      try {
        form.set({ logo: await dataUri(file) });
      } catch {
        setFault(t.branding.unreadable);
      }
    }
  };
  return (
    <FieldFrame id={id} label={t.branding.fields.logo} error={error} help={t.branding.logoHelp}>
      <div
        className={isOver ? 'logo-drop over' : 'logo-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => {
          setIsOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        {logo !== '' && (
          <p>
            <img src={logo} alt={t.branding.picture(kilobytes(logo))} />{' '}
            <button
              type="button"
              className="plain"
              onClick={() => {
                setFault('');
                form.set({ logo: '' });
              }}
            >
              {t.branding.remove}
            </button>
          </p>
        )}
        <input
          id={id}
          type="file"
          accept={PICTURES.join(',')}
          aria-describedby={`${id}-help`}
          aria-invalid={error !== undefined}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // or the same file could not be chosen again
            event.target.value = '';
          }}
        />
      </div>
    </FieldFrame>
  );
}
