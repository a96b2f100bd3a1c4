import type { AnswerSettings, ChatSubject } from '@learnpath/contracts'
import { Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IconButton } from '../../components/button.tsx'
import { SelectField, TextArea, TextField } from '../../components/field.tsx'

interface ChatSubjectFieldsProps {
  readonly subject: ChatSubject
  readonly models: readonly string[]
  readonly onChange: (subject: ChatSubject) => void
  readonly onRemove?: () => void
}

const MODES = ['keyword', 'vector', 'hybrid'] as const

/** One of what is compared: who answers, and how. */
export function ChatSubjectFields({ subject, models, onChange, onRemove }: ChatSubjectFieldsProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { label, model, settings } = subject
  return (
    <li className="flex flex-col gap-3 rounded-md border border-line p-4">
      <div className="flex items-end gap-2">
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
          <TextField
            label={t('label')}
            maxLength={60}
            value={label}
            onChange={({ target }) => onChange({ ...subject, label: target.value })}
          />
          <SelectField
            label={t('model')}
            value={model}
            onChange={({ target }) => onChange({ ...subject, model: target.value })}
          >
            {models.map((id) => (
              <option key={id} value={id}>
                {id === 'extractive' ? t('extractive') : id}
              </option>
            ))}
          </SelectField>
        </div>
        {onRemove !== undefined && (
          <IconButton label={t('removeSubject', { label })} icon={<Cross2Icon />} onClick={onRemove} />
        )}
      </div>
      <details>
        <summary className="cursor-pointer text-sm text-accent">{t('subjectSettings')}</summary>
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          <SearchSettings
            settings={settings ?? {}}
            onChange={(changed) => onChange({ ...subject, settings: changed })}
          />
          {model !== 'extractive' && (
            <ModelSettings
              settings={settings ?? {}}
              onChange={(changed) => onChange({ ...subject, settings: changed })}
            />
          )}
        </div>
      </details>
    </li>
  )
}

interface SettingsProps {
  readonly settings: AnswerSettings
  readonly onChange: (settings: AnswerSettings) => void
}

interface NumberSettingProps extends SettingsProps {
  readonly name: 'passages' | 'answerTokens' | 'temperature'
  readonly min: number
  readonly max: number
  readonly step?: number
}

/** Empty: as usual. */
function NumberSetting({ name, settings, onChange, ...range }: NumberSettingProps): JSX.Element {
  const t = useTranslations('evaluation')
  return (
    <TextField
      type="number"
      {...range}
      label={t(name)}
      placeholder={t('asUsual')}
      value={settings[name] ?? ''}
      onChange={({ target }) => {
        const { [name]: _, ...others } = settings
        onChange(target.value === '' ? others : { ...others, [name]: Number(target.value) })
      }}
    />
  )
}

function SearchSettings({ settings, onChange }: SettingsProps): JSX.Element {
  const t = useTranslations('evaluation')
  return (
    <>
      <SelectField
        label={t('searchMode')}
        value={settings.mode ?? ''}
        onChange={({ target }) => {
          const { mode: _, ...others } = settings
          const mode = MODES.find((one) => one === target.value)
          onChange(mode === undefined ? others : { ...others, mode })
        }}
      >
        <option value="">{t('asUsual')}</option>
        {MODES.map((mode) => (
          <option key={mode} value={mode}>
            {t(`mode.${mode}`)}
          </option>
        ))}
      </SelectField>
      <NumberSetting name="passages" min={1} max={20} settings={settings} onChange={onChange} />
    </>
  )
}

function ModelSettings({ settings, onChange }: SettingsProps): JSX.Element {
  const t = useTranslations('evaluation')
  return (
    <>
      <NumberSetting name="answerTokens" min={16} max={8192} settings={settings} onChange={onChange} />
      <NumberSetting name="temperature" min={0} max={2} step={0.1} settings={settings} onChange={onChange} />
      <div className="sm:col-span-2">
        <TextArea
          label={t('style')}
          rows={2}
          maxLength={4000}
          value={settings.style ?? ''}
          onChange={({ target }) => {
            const { style: _, ...others } = settings
            onChange(target.value === '' ? others : { ...others, style: target.value })
          }}
        />
      </div>
    </>
  )
}
