import { readFileSync } from 'node:fs'
import { validateXML } from 'xmllint-wasm'

const schemaFile = (name: string) => ({
  fileName: name,
  contents: readFileSync(new URL(name, import.meta.url), 'utf8'),
})

/** What libxml2 finds wrong with the documents under a schema of this folder; empty when they are valid. */
export async function schemaFaults(
  schema: 'moodle-questions.xsd' | 'qti3-items.xsd',
  documents: readonly string[],
): Promise<string[]> {
  const result = await validateXML({
    xml: documents.map((contents, index) => ({ fileName: `document-${index + 1}.xml`, contents })),
    schema: [schemaFile(schema)],
    preload: [schemaFile('xml-attributes.xsd')],
  })
  return result.errors.map(({ rawMessage }) => rawMessage)
}
