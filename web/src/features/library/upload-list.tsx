import { Cross2Icon } from '@radix-ui/react-icons'
import { useSyncExternalStore, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button, IconButton } from '../../components/button.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { ErrorState } from '../../components/states.tsx'
import { allUploads, cancelUpload, dismissUpload, isUnderWay, subscribeToUploads, type Upload } from './uploads.ts'
import { useFileSize } from '../../components/use-file-size.ts'

export const useUploads = (): readonly Upload[] => useSyncExternalStore(subscribeToUploads, allUploads)

/** What is being added, and what came of it. */
export function UploadList(): JSX.Element | null {
  const uploads = useUploads()
  if (uploads.length === 0) return null
  return (
    <ul className="mb-4 flex flex-col gap-2">
      {uploads.map((upload) => (
        <UploadItem key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}

function UploadItem({ upload }: { readonly upload: Upload }): JSX.Element {
  const t = useTranslations('library')
  const app = useTranslations('app')
  const fileSize = useFileSize()
  const { id, fileCount, settledCount, sentBytes, totalBytes, failure } = upload
  const running = isUnderWay(upload)
  return (
    <li className="rounded-lg border border-line bg-surface px-4 py-3 shadow-card">
      <div className="flex items-center gap-3">
        <p role="status" className="min-w-0 flex-1">
          <Outcome upload={upload} />
        </p>
        {running ? (
          <Button size="small" onClick={() => cancelUpload(id)}>
            {app('cancel')}
          </Button>
        ) : (
          <IconButton label={app('close')} icon={<Cross2Icon />} onClick={() => dismissUpload(id)} />
        )}
      </div>
      {running && (
        <div className="mt-2 flex items-center gap-3">
          <ProgressBar
            label={t('uploading', { count: fileCount })}
            value={totalBytes === 0 ? settledCount / Math.max(1, fileCount) : sentBytes / totalBytes}
          />
          <span className="shrink-0 text-sm text-soft tabular-nums">
            {t('uploadedOf', { done: fileSize(sentBytes), all: fileSize(totalBytes) })}
          </span>
        </div>
      )}
      {failure !== null && (
        <div className="mt-2">
          <ErrorState error={failure} />
        </div>
      )}
      <Refusals upload={upload} />
    </li>
  )
}

/** In words: what happens, or what has come of it. */
function Outcome({ upload }: { readonly upload: Upload }): JSX.Element {
  const t = useTranslations('library')
  const { state, fileCount, settledCount, outcomes, refused, leftOut } = upload
  if (state === 'waiting') return <>{t('uploadWaiting')}</>
  if (state === 'sending') return <>{t('uploadingOf', { done: settledCount, count: fileCount })}</>
  const parts = [
    outcomes.added > 0 && t('outcome.added', { count: outcomes.added }),
    outcomes.changed > 0 && t('outcome.changed', { count: outcomes.changed }),
    outcomes.renamed > 0 && t('outcome.renamed', { count: outcomes.renamed }),
    outcomes.unchanged > 0 && t('outcome.unchanged', { count: outcomes.unchanged }),
    refused.length > 0 && t('outcome.refused', { count: refused.length }),
    leftOut > 0 && t('outcome.leftOut', { count: leftOut }),
  ].filter((part) => part !== false)
  const text = parts.length === 0 ? t('outcome.nothing') : parts.join(' · ')
  return <>{state === 'cancelled' ? t('uploadCancelled', { outcome: text }) : text}</>
}

function Refusals({ upload: { refused } }: { readonly upload: Upload }): JSX.Element | null {
  const t = useTranslations('library')
  const errors = useTranslations('errors')
  if (refused.length === 0) return null
  return (
    <details className="mt-2 text-sm" open={refused.length <= 5}>
      <summary className="cursor-pointer text-bad">{t('refusedFiles', { count: refused.length })}</summary>
      <ul className="mt-1 flex max-h-60 flex-col gap-1 overflow-y-auto">
        {refused.map(({ path, code }) => (
          <li key={path}>
            <span className="font-medium break-all">{path}</span>: {errors(`${code}.title`)}.{' '}
            <span className="text-soft">{errors(`${code}.advice`)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
