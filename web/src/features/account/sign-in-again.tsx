import { useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { know, useKnownSession } from '../../api/session.ts'
import { Dialog } from '../../components/dialog.tsx'
import { goIn } from './go-in.ts'
import { knownOf } from './known-of.ts'
import { SignInForm } from './sign-in-form.tsx'

/** Over the page when a session has ended: what was typed is still there afterwards. */
export function SignInAgain(): JSX.Element | null {
  const t = useTranslations('account')
  const client = useQueryClient()
  const known = useKnownSession()
  if (known?.ended !== true) return null
  const { session } = known
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) goIn(window.location.pathname + window.location.search)
      }}
      title={t('sessionEnded')}
      description={t('sessionEndedText')}
    >
      <div className="py-2">
        <SignInForm
          ways={session.signIn}
          returnTo={window.location.pathname + window.location.search}
          onSignedIn={(next) => {
            const isSame = next.user?.id === session.user?.id && next.workspace === session.workspace
            if (!isSame) return goIn()
            know(knownOf(next))
            void client.invalidateQueries()
          }}
        />
      </div>
    </Dialog>
  )
}
