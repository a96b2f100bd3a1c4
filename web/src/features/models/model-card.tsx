import type { Job, Model } from '@learnpath/contracts'
import { ChevronDownIcon, ChevronUpIcon, DotsVerticalIcon, DownloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import { ModelDetails } from './model-details.tsx'
import { downloadSize, isHere, weakLanguages } from './model-facts.ts'
import { ModelWork } from './model-work.tsx'
import type { ModelAction } from './model-action.ts'
import { useLanguageNames } from './use-language-names.ts'
import type { ModelStep } from './use-model-progress.ts'
import { useRecommendedUse } from './use-recommended-use.ts'

export interface ModelCardProps {
  readonly model: Model
  readonly recommended: boolean
  /** Languages of the library. */
  readonly library: Readonly<Record<string, number>>
  readonly job: Job | undefined
  readonly step: ModelStep | undefined
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly onAction: (action: ModelAction) => void
}

/** One model of the catalogue: what it is for, whether it is here, and what can be done with it. */
export function ModelCard(props: ModelCardProps): JSX.Element {
  const { model, job, step, open, onOpen, onAction } = props
  const t = useTranslations('models')
  const recommendedUse = useRecommendedUse(model.manifest)
  const { id, title } = model.manifest
  return (
    <li
      className={classNames(
        'flex min-w-0 flex-col gap-2.5 rounded-lg border bg-surface p-4 shadow-card',
        model.inUse ? 'border-accent' : 'border-line',
      )}
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">{title}</h3>
          <Facts model={model} />
        </div>
        {isHere(model) && <ModelMenu model={model} onAction={onAction} />}
      </div>
      <Marks {...props} />
      <p lang={recommendedUse.lang} className="text-sm">
        {recommendedUse.text}
      </p>
      {job !== undefined && (
        <ModelWork
          title={title}
          job={job}
          step={step}
          onRetry={() => onAction(job.kind === 'pull-model' ? { kind: 'pull', model } : { kind: 'quantize', model })}
          onImport={() => onAction({ kind: 'import', model })}
        />
      )}
      <div className="mt-auto flex flex-wrap items-center gap-2 pt-1">
        <MainAction model={model} job={job} onAction={onAction} />
        <Button
          size="small"
          variant="quiet"
          aria-expanded={open}
          aria-controls={`details-${id}`}
          aria-label={t('detailsOf', { model: title })}
          icon={open ? <ChevronUpIcon aria-hidden /> : <ChevronDownIcon aria-hidden />}
          onClick={() => onOpen(!open)}
        >
          {t('details')}
        </Button>
      </div>
      <div id={`details-${id}`} hidden={!open}>
        {open && <ModelDetails model={model} />}
      </div>
    </li>
  )
}

/** Languages, dimensions, size and licence in a line. */
function Facts({ model }: { readonly model: Model }): JSX.Element {
  const t = useTranslations('models')
  const format = useFormatter()
  const size = useFileSize()
  const languages = useLanguageNames()
  const { manifest, installed } = model
  const download = downloadSize(manifest)
  const smallest = installed.map(({ sizeBytes }) => sizeBytes).toSorted((one, other) => one - other)[0]
  const facts = [
    languages(manifest.languages),
    manifest.dimensions === null ? null : t('dimensions', { count: format.number(manifest.dimensions) }),
    smallest !== undefined
      ? size(smallest)
      : download === null
        ? null
        : download.exact
          ? size(download.bytes)
          : t('about', { size: size(download.bytes) }),
    manifest.license,
  ]
  return <p className="text-sm text-soft">{facts.filter((fact) => fact !== null).join(' · ')}</p>
}

/** In words and colour: the state, and how it goes with the library. */
function Marks({ model, recommended, library, job }: ModelCardProps): JSX.Element | null {
  const t = useTranslations('models')
  const languages = useLanguageNames()
  const weak = weakLanguages(model.manifest, library)
  const atWork = job?.state === 'queued' || job?.state === 'running'
  return (
    <div className="flex flex-wrap gap-1.5">
      {model.inUse && <Badge kind="good">{t('state.inUse')}</Badge>}
      {!model.inUse && isHere(model) && <Badge kind="accent">{t('state.ready')}</Badge>}
      {!isHere(model) && !atWork && <Badge>{t('state.absent')}</Badge>}
      {model.loaded && <Badge>{t('state.loaded')}</Badge>}
      {recommended && <Badge kind="accent">{t('state.recommended')}</Badge>}
      {model.origin === 'user' && <Badge>{t('state.own')}</Badge>}
      {weak.length > 0 && <Badge kind="warn">{t('weakIn', { languages: languages(weak) })}</Badge>}
    </div>
  )
}

function MainAction({ model, job, onAction }: Pick<ModelCardProps, 'model' | 'job' | 'onAction'>): JSX.Element | null {
  const t = useTranslations('models')
  const { title, task, repository } = model.manifest
  if (!isHere(model)) {
    const atWork = job?.state === 'queued' || job?.state === 'running'
    if (atWork || repository === null) return null
    return (
      <Button
        size="small"
        icon={<DownloadIcon aria-hidden />}
        aria-label={t('downloadOf', { model: title })}
        onClick={() => onAction({ kind: 'pull', model })}
      >
        {t('download')}
      </Button>
    )
  }
  if (task === 'embed') {
    return (
      <Button
        size="small"
        variant={model.inUse ? 'secondary' : 'primary'}
        onClick={() => onAction({ kind: 'use', model })}
      >
        {t(model.inUse ? 'usePrecision' : 'use')}
      </Button>
    )
  }
  return model.inUse ? (
    <Button size="small" onClick={() => onAction({ kind: 'stop-reranker', model })}>
      {t('stopReranker')}
    </Button>
  ) : (
    <Button size="small" variant="primary" onClick={() => onAction({ kind: 'use-reranker', model })}>
      {t('useReranker')}
    </Button>
  )
}

function ModelMenu({ model, onAction }: Pick<ModelCardProps, 'model' | 'onAction'>): JSX.Element {
  const t = useTranslations('models')
  const hasSource = model.installed.some(({ precision }) => precision === 'none')
  const act = (kind: ModelAction['kind']) => (): void => onAction({ kind, model })
  return (
    <Menu trigger={<IconButton label={t('actionsFor', { model: model.manifest.title })} icon={<DotsVerticalIcon />} />}>
      <MenuItem disabled={!hasSource} onSelect={act('quantize')}>
        {t('quantize.open')}
      </MenuItem>
      <MenuItem onSelect={act('measure')}>{t('measure')}</MenuItem>
      <MenuItem onSelect={act('check')}>{t('check.open')}</MenuItem>
      <MenuItem danger disabled={model.inUse} onSelect={act('remove')}>
        {t('remove')}
      </MenuItem>
    </Menu>
  )
}
