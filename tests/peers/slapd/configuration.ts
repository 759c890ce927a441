import { baseDn, service } from "#app/lab/directory/entries.ts";

/** Who may write everything. */
export const manager = { dn: `cn=manager,${baseDn}`, password: "manager pass phrase 2026" };

const modules = ["back_mdb", "memberof", "refint", "ppolicy"];
const schemas = ["core", "cosine", "inetorgperson"];

/** A server's configuration, whose files are in `directory`. An empty password is a visit of nobody, as in many a directory: the trap is real. */
export const configuration = (directory: string): string => `
${schemas.map((name) => `include /etc/ldap/schema/${name}.schema`).join("\n")}
modulepath /usr/lib/ldap
${modules.map((name) => `moduleload ${name}`).join("\n")}
pidfile ${directory}/pid
argsfile ${directory}/args
allow bind_anon_dn
TLSCACertificateFile ${directory}/authority.pem
TLSCertificateFile ${directory}/server.pem
TLSCertificateKeyFile ${directory}/server.key

access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${service.dn}" read by self read by * none

database mdb
suffix "${baseDn}"
directory ${directory}/data
maxsize 16777216
dbnosync
rootdn "${manager.dn}"
rootpw "${manager.password}"
index objectClass,uid,member,mail,entryUUID eq

overlay memberof
overlay refint
refint_attributes member memberOf
overlay ppolicy
ppolicy_default "cn=default,ou=policies,${baseDn}"
`;
