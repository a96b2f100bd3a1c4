// What the tests of quizzes and cards in the browser are about.
import { conceptsSettled, settled, type ProductProcess } from '../../tools/product-process.ts'

/** Of it, questions of all six types can be made. */
const STUDY = `# Transport in cells

**Osmosis** is the movement of water through a membrane that holds back dissolved matter.

**Diffusion** is the spreading of particles from a place of high concentration to one of low concentration.

**Convection** is the transport of heat by a stream of liquid or gas.

**Turgor** is the pressure of the cell content against the cell wall.

**Conduction** is the passing on of heat within a solid body.

A **vacuole** is a space within a cell that is filled with cell sap.

The turgor of a leaf falls when osmosis draws water out of the vacuole.

## Making tea

How to make tea, step by step:

1. Boil fresh water in a kettle.
2. Pour the water over the leaves.
3. Wait until diffusion has coloured the water.
4. Take the leaves out of the pot.
`

export async function addStudy({ client }: ProductProcess): Promise<void> {
  await client.addDocuments({ collection: 'study', files: [{ path: 'cells.md', bytes: new Blob([STUDY]) }] })
  await settled(client)
  await conceptsSettled(client, 'study')
}

/** Of a test before, or of the attempt before this one. */
export async function removeCards({ client }: ProductProcess): Promise<void> {
  const { cards } = await client.call('listCards', { query: {} })
  for (const { id } of cards) await client.call('deleteCard', { params: { id } })
}
