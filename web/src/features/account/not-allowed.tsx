import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { EndpointName } from '../../api/request.ts'
import { useKnownSession } from '../../api/session.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState } from '../../components/states.tsx'
import { PERMISSIONS, ROLES } from './permissions.ts'

/** In the place of a page that somebody's role does not allow: what it takes, and who can give it. @param needs what the page is about */
export function NotAllowed({ needs }: { readonly needs: EndpointName }): JSX.Element {
  const t = useTranslations('account')
  const isHomeless = useKnownSession()?.session.workspace === null
  const needed = ROLES.find((role) => role === PERMISSIONS[needs])
  if (needed !== undefined && isHomeless) {
    return (
      <Page title={t('noWorkspace')}>
        <EmptyState title={t('noWorkspaceText')} />
      </Page>
    )
  }
  return (
    <Page title={t('notAllowed')}>
      <EmptyState
        title={needed === undefined ? t('forAdministrators') : t('forRole', { role: t(`role.${needed}`) })}
        {...(!isHomeless && { actions: <ButtonLink to="/">{t('toHome')}</ButtonLink> })}
      >
        {needed === undefined ? t('askAdministrators') : <WhomToAsk />}
      </EmptyState>
    </Page>
  )
}

function WhomToAsk(): JSX.Element {
  const t = useTranslations('account')
  const format = useFormatter()
  const { role = null, workspace = null, workspaces = [] } = useKnownSession()?.session ?? {}
  const { data } = useAnswer('listMembers')
  const owners = data?.members.filter((member) => member.role === 'owner' && !member.disabled) ?? []
  const name = workspaces.find(({ id }) => id === workspace)?.name ?? ''
  return (
    <>
      {role !== null && <p>{t('yourRole', { workspace: name, role: t(`role.${role}`) })}</p>}
      {owners.length > 0 && (
        <p>
          {t('askOwners', {
            names: format.list(
              owners.map((owner) => owner.name),
              { type: 'disjunction' },
            ),
          })}
        </p>
      )}
    </>
  )
}
