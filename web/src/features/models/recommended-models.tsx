import type { Generation, Model, ModelList, Status } from '@learnpath/contracts'
import { CheckCircledIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { strongText } from '../../components/strong-text.tsx'
import { useFileSize } from '../../components/use-file-size.ts'
import type { ModelAction } from './model-action.ts'
import { downloadSize, isHere } from './model-facts.ts'
import { useLanguageNames } from './use-language-names.ts'
import { useModelJobs } from './use-model-jobs.ts'

interface RecommendedModelsProps {
  readonly list: ModelList
  readonly status: Status
  readonly serving: Generation | undefined
  readonly onAction: (action: ModelAction) => void
}

/** Which models suit the library, why, and the next step towards them. */
export function RecommendedModels({ list, status, serving, onAction }: RecommendedModelsProps): JSX.Element | null {
  const t = useTranslations('models')
  const format = useFormatter()
  const reason = useReason()
  const profile = list.profiles.find(({ name }) => name === list.recommended.profile)
  if (profile === undefined) return null
  const wanted = [profile.embedder, profile.reranker]
    .map((id) => list.models.find(({ manifest }) => manifest.id === id))
    .filter((model) => model !== undefined)
  const inPlace = wanted.every((model) => model.inUse) && serving?.model === profile.embedder
  if (inPlace) {
    return (
      <p className="flex items-center gap-2 text-sm text-good">
        <CheckCircledIcon aria-hidden className="shrink-0" />
        {t('recommended.inPlace')}
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-2 rounded-md bg-accent-soft px-4 py-3">
      <p>
        {t.rich('recommended.for', {
          models: format.list(wanted.map(({ manifest }) => manifest.title)),
          ...strongText,
        })}
      </p>
      <p className="text-sm">{reason(profile.name, status.languages)}</p>
      <NextStep wanted={wanted} onAction={onAction} />
    </div>
  )
}

function useReason(): (profile: ModelList['recommended']['profile'], languages: Status['languages']) => string {
  const t = useTranslations('models')
  const format = useFormatter()
  const name = useLanguageNames()
  return (profile, languages) => {
    const counted = Object.entries(languages)
      .filter(([language, count]) => language !== 'und' && count > 0)
      .toSorted(([, one], [, other]) => other - one)
    if (counted.length === 0) return t('recommended.unknown')
    const told = format.list(counted.map(([language, count]) => `${name([language])} (${format.number(count)})`))
    return t(profile === 'multilingual' ? 'recommended.many' : 'recommended.english', { languages: told })
  }
}

/** Getting what is missing first, then using what is here. */
function NextStep({
  wanted,
  onAction,
}: {
  readonly wanted: readonly Model[]
  readonly onAction: (action: ModelAction) => void
}): JSX.Element | null {
  const t = useTranslations('models')
  const size = useFileSize()
  const jobs = useModelJobs()
  const isComing = ({ manifest }: Model): boolean => ['queued', 'running'].includes(jobs.get(manifest.id)?.state ?? '')
  const missing = wanted.filter((model) => !isHere(model) && !isComing(model))
  const unused = wanted.find((model) => isHere(model) && !model.inUse)
  const bytes = missing.reduce((sum, { manifest }) => sum + (downloadSize(manifest)?.bytes ?? 0), 0)
  if (missing.length === 0 && unused === undefined) return null
  return (
    <div className="flex flex-wrap gap-2">
      {missing.length > 0 && (
        <Button
          variant="primary"
          size="small"
          onClick={() => {
            for (const model of missing) onAction({ kind: 'pull', model })
          }}
        >
          {t('recommended.download', { size: size(bytes) })}
        </Button>
      )}
      {unused !== undefined && (
        <Button
          variant="primary"
          size="small"
          onClick={() => onAction({ kind: unused.manifest.task === 'embed' ? 'use' : 'use-reranker', model: unused })}
        >
          {t('recommended.use', { model: unused.manifest.title })}
        </Button>
      )}
    </div>
  )
}
