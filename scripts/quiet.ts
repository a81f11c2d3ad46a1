import { Config } from '@algorandfoundation/algokit-utils'
import { nullLogger } from '@algorandfoundation/algokit-utils/types/logging'

/** Turns off the log of algokit-utils: these scripts say what happens in their own words. */
export function quiet(): void {
  Config.configure({ logger: nullLogger })
}
