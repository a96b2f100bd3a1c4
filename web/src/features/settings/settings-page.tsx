import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { Page } from '../../components/page.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { BackupForm } from './backup-form.tsx'
import { DataSettings } from './data-settings.tsx'
import { DoctorReportCard } from './doctor-report-card.tsx'
import { ShortcutList } from './shortcut-list.tsx'
import { VersionNote } from './version-note.tsx'

/** How the app looks, where the data are, and whether all is well. */
export function SettingsPage(): JSX.Element {
  const t = useTranslations('app')
  return (
    <Page title={t('nav.settings')}>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <AppearanceSettings />
        <IfMay use="status">
          <DataSettings />
        </IfMay>
        <IfMay use="backup">
          <BackupForm />
        </IfMay>
        <ShortcutList />
        <IfMay use="doctor">
          <div className="lg:col-span-2">
            <DoctorReportCard />
          </div>
        </IfMay>
      </div>
      <IfMay use="status">
        <VersionNote />
      </IfMay>
    </Page>
  )
}
