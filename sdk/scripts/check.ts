/** All checks of the package, in the order in which they explain each other. */
import { run } from './lib/run'

const script = (name: string, ...args: string[]) => run(name, 'npx', 'tsx', `sdk/scripts/${name}.ts`, ...args)

script('generate-errors', '--check')
script('generate-specs', '--check')
script('check-examples')
script('check-size')
run('build of the embedded chain', 'npm', 'run', 'build', '--workspace', 'devnet')
script('build')
script('check-package')
