import type { Document } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { ServerProblem } from '../../api/server-problem.ts'
import { useMay } from '../../api/session.ts'
import { useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { Spinner } from '../../components/spinner.tsx'
import { EmptyState, ErrorState } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'

/** The document is not there any more. */
export function GoneDocument(): JSX.Element {
  const t = useTranslations('reader')
  return (
    <EmptyState
      title={t('goneTitle')}
      actions={
        <>
          <ButtonLink to="/library">{t('toLibrary')}</ButtonLink>
          <ButtonLink to="/search" variant="primary">
            {t('toSearch')}
          </ButtonLink>
        </>
      }
    >
      {t('goneText')}
    </EmptyState>
  )
}

const NEEDS_PASSWORD = new Set(['LP_PARSE_PASSWORD_NEEDED', 'LP_PARSE_PASSWORD_WRONG'])

/** A document that has no text yet, or none because it could not be read. Says why and what helps; goes on by itself. */
export function UnreadableDocument({ document }: { readonly document: Document }): JSX.Element {
  const t = useTranslations('reader')
  const mayRetry = useMay()('retryDocument')
  const retry = useCommand('retryDocument', {
    changes: ['getDocument', 'listDocuments'],
    onError: useFailureToast(),
  })
  const { failure, state, id } = document
  if (state === 'queued' || state === 'processing') {
    return (
      <p role="status" className="flex items-center justify-center gap-3 p-10 text-soft">
        <Spinner />
        {t(state === 'queued' ? 'waiting' : 'beingRead')}
      </p>
    )
  }
  const again = (password?: string): void =>
    retry.mutate({ params: { id }, body: password === undefined ? {} : { password } })
  if (failure === null) {
    return (
      <EmptyState
        title={t('cancelledTitle')}
        actions={
          <IfMay use="retryDocument">
            <Button variant="primary" busy={retry.isPending} onClick={() => again()}>
              {t('readNow')}
            </Button>
          </IfMay>
        }
      />
    )
  }
  const needsPassword = NEEDS_PASSWORD.has(failure.code)
  return (
    <div className="mx-auto flex w-full max-w-prose flex-col gap-4 p-4">
      <ErrorState
        error={new ServerProblem(failure.code, { detail: failure.message })}
        {...(needsPassword || !mayRetry ? {} : { onRetry: () => again() })}
      />
      {needsPassword && mayRetry && <PasswordForm busy={retry.isPending} onPassword={again} />}
    </div>
  )
}

interface PasswordFormProps {
  readonly busy: boolean
  readonly onPassword: (password: string) => void
}

function PasswordForm({ busy, onPassword }: PasswordFormProps): JSX.Element {
  const t = useTranslations('reader')
  const [password, setPassword] = useState('')
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onPassword(password)
      }}
    >
      <div className="min-w-56 flex-1">
        <TextField
          type="password"
          label={t('password')}
          autoComplete="off"
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
      </div>
      <Button type="submit" variant="primary" busy={busy} disabled={password === ''}>
        {t('readWithPassword')}
      </Button>
    </form>
  )
}
