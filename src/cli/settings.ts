// The configuration of a command: where something in it is wrong, files that are not there are named with the rest.
import { type Config, ConfigError, environmentVariables, langOf, readConfig } from '../config.ts'
import { missingFiles } from '../desk/startup/missing-files.ts'

/** Throws a ConfigError. Files are looked for by themselves only where a start needs them. */
export function readSettings(set: Record<string, string | undefined> = environmentVariables()): Config {
  try {
    return readConfig(set)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const lang = langOf(set)
    const files = missingFiles({
      policy: set.ZHIBAN_POLICY,
      orgFile: set.ZHIBAN_ORG,
      webhooks: set.ZHIBAN_WEBHOOKS,
      lang,
    })
    throw new ConfigError([...error.problems, ...files], lang)
  }
}
