/** What to run to get the engine for language model files. */
export interface EngineInstallation {
  readonly program: string
  readonly arguments: readonly string[]
  /** The same for a person to type. */
  readonly command: string
  /** Of the packages on disk, about. */
  readonly sizeMb: number
}

/** The compiled llama.cpp of each platform, without a graphics card but for Apple's. */
const BINARIES: Readonly<Record<string, string>> = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'linux arm': 'linux-armv7l',
  'linux riscv64': 'linux-riscv64',
  'darwin x64': 'mac-x64',
  'darwin arm64': 'mac-arm64-metal',
  'win32 x64': 'win-x64',
  'win32 arm64': 'win-arm64',
}
const SIZE_MB = 85

/**
 * Only the package itself and the compiled program of this platform: with everything that is optional it would be gigabytes. No
 * install script: the one there is would compile what is not there.
 */
export function engineInstallation(enginesFolder: string): EngineInstallation {
  const platform = `${process.platform} ${process.arch}`
  const binary = BINARIES[platform] ?? platform.replace(' ', '-')
  const packages = ['node-llama-cpp@3', `@node-llama-cpp/${binary}@3`]
  const options = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund']
  const given = ['install', '--prefix', enginesFolder, ...options, ...packages]
  const quoted = given.map((argument) => (/[\s"']/u.test(argument) ? JSON.stringify(argument) : argument))
  return { program: 'npm', arguments: given, command: `npm ${quoted.join(' ')}`, sizeMb: SIZE_MB }
}
