import { startDirectory } from "#app/lab/directory/directory.ts";
import { baseDn, service } from "#app/lab/directory/entries.ts";
import type { Faults } from "#app/lab/directory/faults.ts";
import { settingsFor } from "#app/lab/directory/part.ts";
import { startPassage } from "#app/lab/directory/passage.ts";
import { startSlapd } from "#tests/peers/slapd/start-slapd.ts";
import type { DatabaseServer } from "#tests/support/database-server.ts";
import { startStage } from "./stage.ts";
import type { DirectoryElsewhere } from "./through-directory.ts";

/** The lab's directory. */
export async function startAtLab(server: DatabaseServer): Promise<DirectoryElsewhere> {
  const directory = await startDirectory();
  const { faults, setGroups } = directory;
  const stage = await startStage(server, settingsFor(directory));
  return {
    label: "Lab directory",
    stage,
    setGroups: async (person, groups) => setGroups(person, groups),
    takeDown: async () => void faults.add("down"),
    hang: async () => void faults.add("hangs"),
    talkNonsense: async () => void faults.add("garbage"),
    recover: async () => faults.clear(),
    close: () => stage.stop().finally(directory.close),
  };
}

/** OpenLDAP, over StartTLS, through a passage in which its answers can be turned into nonsense. */
export async function startAtSlapd(server: DatabaseServer): Promise<DirectoryElsewhere> {
  const slapd = await startSlapd();
  const faults: Faults = new Set();
  const passage = await startPassage({ faults }, Number(new URL(slapd.url).port), 0);
  const stage = await startStage(server, {
    LDAP_PEOPLE_URL: `ldap://127.0.0.1:${passage.port}`,
    LDAP_PEOPLE_START_TLS: "true",
    LDAP_PEOPLE_CA_FILE: slapd.authorityFile,
    LDAP_PEOPLE_BASE_DN: baseDn,
    LDAP_PEOPLE_BIND_DN: service.dn,
    LDAP_PEOPLE_BIND_PASSWORD: service.password,
    LDAP_PEOPLE_LABEL: "OpenLDAP",
    LDAP_PEOPLE_GROUPS: "nested",
    LDAP_PEOPLE_TRUSTED_DOMAINS: "example.com",
    LDAP_PEOPLE_GROUP_MAP: "editors=editor",
  });
  return {
    label: "OpenLDAP",
    stage,
    setGroups: slapd.setGroups,
    takeDown: slapd.kill,
    hang: slapd.hang,
    talkNonsense: async () => void faults.add("garbage"),
    async recover() {
      faults.clear();
      await slapd.recover();
    },
    async close() {
      await stage.stop().finally(passage.close);
      await slapd.stop();
    },
  };
}
