import type { Document } from '@learnpath/contracts'
import { DownloadIcon, LockOpen1Icon, ReloadIcon, TrashIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { addressOf } from '../../api/request.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { TextField } from '../../components/field.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { useProblemText } from '../../i18n/problem-text.ts'
import type { DocumentActions } from './document-row.tsx'
import { DocumentStateBadge } from './document-state.tsx'
import { failureActionOf } from './failure-action.ts'
import { TagEditor } from './tag-editor.tsx'
import { useFileSize } from '../../components/use-file-size.ts'

const CHANGES = ['getDocument', 'listDocuments', 'documentFacets'] as const

interface DocumentDialogProps {
  readonly id: string
  readonly actions: DocumentActions
  readonly onClose: () => void
}

/** All about one document: what it is, what is wrong with it, its name and tags. */
export function DocumentDialog({ id, actions, onClose }: DocumentDialogProps): JSX.Element {
  const t = useTranslations('library')
  const { data: document, error, refetch } = useAnswer('getDocument', { params: { id } })
  return (
    <Dialog open onOpenChange={onClose} place="side" title={document?.title ?? t('details')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {document === undefined && error === null && <Skeleton lines={6} />}
      {document !== undefined && <Details document={document} actions={actions} onClose={onClose} />}
    </Dialog>
  )
}

interface DetailsProps {
  readonly document: Document
  readonly actions: DocumentActions
  readonly onClose: () => void
}

function Details({ document, actions, onClose }: DetailsProps): JSX.Element {
  const t = useTranslations('library')
  const { id, tags } = document
  const update = useCommand('updateDocument', { changes: CHANGES })
  const setTags = (next: readonly string[]): void => update.mutate({ params: { id }, body: { tags: [...next] } })
  return (
    <div className="flex flex-col gap-5 pb-4">
      <div className="flex flex-wrap items-center gap-2">
        <DocumentStateBadge state={document.state} />
        {document.searchable && document.state !== 'ready' && (
          <span className="text-sm text-soft">{t('oldVersionSearchable')}</span>
        )}
      </div>
      <Failure document={document} actions={actions} />
      <div className="flex flex-wrap gap-2">
        <ButtonLink to={`/documents/${encodeURIComponent(id)}`} variant="primary">
          {t('read')}
        </ButtonLink>
        <Button
          icon={<DownloadIcon aria-hidden />}
          onClick={() => window.location.assign(addressOf('documentContent', { params: { id } }))}
        >
          {t('original')}
        </Button>
        {actions.mayChange && (
          <Button
            variant="danger"
            icon={<TrashIcon aria-hidden />}
            onClick={() => {
              onClose()
              actions.remove([document])
            }}
          >
            {t('delete')}
          </Button>
        )}
      </div>
      {actions.mayChange ? (
        <>
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t('tags')}</h3>
            <TagEditor
              tags={tags}
              onAdd={(tag) => setTags([...tags, tag])}
              onRemove={(tag) => setTags(tags.filter((one) => one !== tag))}
            />
            {update.error !== null && <ErrorState error={update.error} />}
          </section>
          <PathField key={document.path} document={document} />
        </>
      ) : (
        tags.length > 0 && <p>{tags.map((tag) => `#${tag}`).join(' ')}</p>
      )}
      <Facts document={document} mayChange={actions.mayChange} />
    </div>
  )
}

/** Why it could not be read, and what to do about it: in words, and as a button. */
function Failure({ document, actions }: Omit<DetailsProps, 'onClose'>): JSX.Element | null {
  const t = useTranslations('library')
  const errors = useTranslations('errors')
  const action = failureActionOf(document)
  const { failure } = document
  if (failure === null) return null
  return (
    <section className="rounded-md border border-bad bg-bad-soft px-4 py-3">
      <h3 className="font-semibold text-bad">{errors(`${failure.code}.title`)}</h3>
      <p className="mt-1 text-sm">{errors(`${failure.code}.advice`)}</p>
      {action === 'password' && actions.mayChange && (
        <Button
          size="small"
          className="mt-2"
          icon={<LockOpen1Icon aria-hidden />}
          onClick={() => actions.enterPassword(document)}
        >
          {t('unlock')}
        </Button>
      )}
      {action === 'retry' && actions.mayChange && (
        <Button size="small" className="mt-2" icon={<ReloadIcon aria-hidden />} onClick={() => actions.retry(document)}>
          {t('readAgain')}
        </Button>
      )}
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer">{t('exactly')}</summary>
        <p lang="en" className="mt-1 break-words">
          {failure.message}
        </p>
      </details>
    </section>
  )
}

function PathField({ document: { id, path } }: { readonly document: Document }): JSX.Element {
  const t = useTranslations('library')
  const textOf = useProblemText()
  const [typed, setTyped] = useState(path)
  const rename = useCommand('updateDocument', { changes: CHANGES })
  const isChanged = typed.trim() !== path && typed.trim() !== ''
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        rename.mutate({ params: { id }, body: { path: typed.trim() } })
      }}
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={t('path')}
          value={typed}
          maxLength={1024}
          error={rename.error === null ? undefined : textOf(rename.error).title}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Button type="submit" disabled={!isChanged} busy={rename.isPending}>
        {t('rename')}
      </Button>
    </form>
  )
}

function Facts({ document, mayChange }: { readonly document: Document; readonly mayChange: boolean }): JSX.Element {
  const t = useTranslations('library')
  const format = useFormatter()
  const fileSize = useFileSize()
  const { language, pageCount, modifiedAt } = document
  const time = (iso: string): string => format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' })
  const facts: readonly (readonly [string, string | null])[] = [
    [t('collection'), document.collection],
    [t('path'), mayChange ? null : document.path],
    [t('formatColumn'), t(`format.${document.format}`)],
    [t('sort.size'), fileSize(document.sizeBytes)],
    [t('language'), language === null || language === 'und' ? null : languageName(language)],
    [t('pages'), pageCount === null ? null : format.number(pageCount)],
    [t('passages'), document.chunkCount === 0 ? null : format.number(document.chunkCount)],
    [t('sort.added'), time(document.addedAt)],
    [t('sort.changed'), time(document.changedAt)],
    [t('fileModified'), modifiedAt === null ? null : time(modifiedAt)],
  ]
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('facts')}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="contents">
              <dt className="text-soft">{name}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {document.warnings.length > 0 && (
        <>
          <h4 className="mt-3 text-sm font-semibold">{t('warnings')}</h4>
          <ul lang="en" className="list-disc pl-5 text-sm text-soft">
            {document.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** In the language that the app speaks. */
const languageName = (code: string): string =>
  new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(code) ?? code
