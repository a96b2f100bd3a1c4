import type { RetrievalSubjectInput } from '@learnpath/contracts'
import { Cross2Icon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/button.tsx'
import { SelectField } from '../../components/field.tsx'
import type { UsableModel, UsableModels } from './usable-models.ts'

interface RetrievalSubjectFieldsProps {
  /** The first one is what the others are compared with. */
  readonly place: number
  readonly subject: RetrievalSubjectInput
  readonly models: UsableModels
  readonly onChange: (subject: RetrievalSubjectInput) => void
  readonly onRemove?: () => void
}

const MODES = ['keyword', 'vector', 'hybrid'] as const

/** One way to search. */
export function RetrievalSubjectFields(props: RetrievalSubjectFieldsProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { place, subject, models, onChange, onRemove } = props
  const { embedders, rerankers } = models
  const changeMode = (mode: RetrievalSubjectInput['mode']): void => {
    const { model: _, precision: __, ...others } = subject
    const model = subject.model ?? embedders[0]?.id
    onChange(mode === 'keyword' || model === undefined ? { ...others, mode } : { ...subject, mode, model })
  }
  return (
    <li className="flex flex-col gap-3 rounded-md border border-line p-4">
      <div className="flex items-center gap-2">
        <h3 className="flex-1 font-medium">{t('way', { number: place + 1 })}</h3>
        {place === 0 && <Badge kind="accent">{t('reference')}</Badge>}
        {onRemove !== undefined && (
          <IconButton label={t('removeWay', { number: place + 1 })} icon={<Cross2Icon />} onClick={onRemove} />
        )}
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label={t('searchMode')}
          value={subject.mode}
          onChange={({ target }) => changeMode(MODES.find((mode) => mode === target.value) ?? 'keyword')}
        >
          {MODES.map((mode) => (
            <option key={mode} value={mode} disabled={mode !== 'keyword' && embedders.length === 0}>
              {t(`mode.${mode}`)}
            </option>
          ))}
        </SelectField>
        {subject.mode !== 'keyword' && <EmbedderFields subject={subject} embedders={embedders} onChange={onChange} />}
        {rerankers.length > 0 && (
          <SelectField
            label={t('reranker')}
            value={subject.rerank?.model ?? ''}
            onChange={({ target }) =>
              onChange({ ...subject, rerank: target.value === '' ? null : { model: target.value } })
            }
          >
            <option value="">{t('noReranker')}</option>
            {rerankers.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </SelectField>
        )}
      </div>
    </li>
  )
}

interface EmbedderFieldsProps extends Pick<RetrievalSubjectFieldsProps, 'subject' | 'onChange'> {
  readonly embedders: readonly UsableModel[]
}

function EmbedderFields({ subject, embedders, onChange }: EmbedderFieldsProps): JSX.Element {
  const t = useTranslations('evaluation')
  const chosen = embedders.find(({ id }) => id === subject.model)
  return (
    <>
      <SelectField
        label={t('model')}
        value={subject.model ?? ''}
        onChange={({ target }) => {
          const { precision: _, ...others } = subject
          onChange({ ...others, model: target.value })
        }}
      >
        {embedders.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('precision')}
        value={subject.precision ?? ''}
        onChange={({ target }) => {
          const { precision: _, ...others } = subject
          const precision = chosen?.precisions.find((one) => one === target.value)
          onChange(precision === undefined ? others : { ...others, precision })
        }}
      >
        <option value="">{t('asUsual')}</option>
        {chosen?.precisions.map((precision) => (
          <option key={precision} value={precision}>
            {precision === 'none' ? t('asDelivered') : precision.toUpperCase()}
          </option>
        ))}
      </SelectField>
    </>
  )
}
