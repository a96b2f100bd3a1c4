// The icon package is one module, and esbuild splits by modules: all icons of the app would be in the file that the first page
// needs, 27 KB packed. Taken apart, each goes with the pages that show it.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'

const IMPORT = /import \{([^}]*)\} from '@radix-ui\/react-icons'/g

/**
 * @param {string} file the package's module
 * @returns {import('esbuild').Plugin}
 */
export function singleIcons(file) {
  const source = readFileSync(file, 'utf8')
  const icons = new Map(
    [...source.matchAll(/^var _excluded[$\w]* = .*\nvar (\w+Icon) = [^]*?^\}\);$/gm)].map(([declaration, name]) => [
      name,
      declaration,
    ]),
  )
  const head = source.slice(0, source.indexOf([...icons.values()][0]))
  return {
    name: 'single-icons',
    setup(build) {
      build.onLoad({ filter: /\/web\/src\/.*\.tsx?$/ }, ({ path }) => {
        const contents = readFileSync(path, 'utf8').replaceAll(IMPORT, (_, names) =>
          names
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== '')
            .map((name) => `import { ${name} } from 'icon:${name}'`)
            .join(';'),
        )
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
      })
      build.onResolve({ filter: /^icon:/ }, ({ path }) => ({
        path: path.slice('icon:'.length),
        namespace: 'icon',
        sideEffects: false,
      }))
      build.onLoad({ filter: /^/, namespace: 'icon' }, ({ path }) => {
        const declaration = icons.get(path)
        if (declaration === undefined) return { errors: [{ text: `there is no icon ${path}` }] }
        return { contents: `${head}\n${declaration}\nexport { ${path} }`, resolveDir: dirname(file) }
      })
    },
  }
}
