import type { ZippedFile } from '../../../ports/zip-writer.ts'
import type { ExportContent } from '../content/export-entry.ts'
import { qtiItem } from './qti-item.ts'
import { escapeHtml } from './text-as-html.ts'

const PACKAGING = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1'
const PACKAGING_SCHEMA = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd'
const ITEMS = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0'
const ITEMS_SCHEMA = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd'

/** Files of a QTI 3 package: a manifest, a test that asks all in order, and an item each. */
export function* qtiFiles({ title, entries }: ExportContent): Generator<ZippedFile> {
  const ids = entries.map((_, index) => `item-${String(index + 1).padStart(4, '0')}`)
  yield file('imsmanifest.xml', manifest(ids))
  yield file('test.xml', test(title, ids))
  for (const [index, entry] of entries.entries()) {
    const id = ids[index] ?? ''
    yield file(`items/${id}.xml`, qtiItem(entry, id, index))
  }
}

const encoder = new TextEncoder()
const file = (path: string, text: string): ZippedFile => ({ path, bytes: encoder.encode(text) })

const manifest = (ids: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest xmlns="${PACKAGING}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    `  xsi:schemaLocation="${PACKAGING} ${PACKAGING_SCHEMA}" identifier="learnpath-package">`,
    '  <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>',
    '  <organizations/>',
    '  <resources>',
    '    <resource identifier="test" type="imsqti_test_xmlv3p0" href="test.xml">',
    '      <file href="test.xml"/>',
    ...ids.map((id) => `      <dependency identifierref="${id}"/>`),
    '    </resource>',
    ...ids.map(
      (id) =>
        `    <resource identifier="${id}" type="imsqti_item_xmlv3p0" href="items/${id}.xml"><file href="items/${id}.xml"/></resource>`,
    ),
    '  </resources>',
    '</manifest>',
    '',
  ].join('\n')

const test = (title: string, ids: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<qti-assessment-test xmlns="${ITEMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    `  xsi:schemaLocation="${ITEMS} ${ITEMS_SCHEMA}" identifier="test" title="${escapeHtml(title)}">`,
    '  <qti-test-part identifier="part" navigation-mode="nonlinear" submission-mode="individual">',
    `    <qti-assessment-section identifier="section" title="${escapeHtml(title)}" visible="true">`,
    ...ids.map((id) => `      <qti-assessment-item-ref identifier="${id}" href="items/${id}.xml"/>`),
    '    </qti-assessment-section>',
    '  </qti-test-part>',
    '</qti-assessment-test>',
    '',
  ].join('\n')
