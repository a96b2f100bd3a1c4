import { open } from 'node:fs/promises'

/** Makes new names in the folder durable; without it a power failure may forget a rename. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
