import { demoPassword } from "#app/db/demo-data.ts";

/** What the provider reads anew at each request, so that tests change it by writing it. */
export type PeerState = {
  readonly sky: "well" | "hang" | "down" | "nonsense";
  /** Which of its two keys it signs with; the other one is announced. */
  readonly signsWith: "first" | "second";
  readonly isEncrypting: boolean;
  /** The metadata of the apps that it knows. */
  readonly apps: readonly string[];
  /** By user name: what it says of somebody. */
  readonly people: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

const readState = `json_decode(file_get_contents(getenv('PEER_STATE')), true)`;

/** Answers nothing, or with an error, while it is told to. */
const router = `<?php
for ($state = ${readState}; $state['sky'] === 'hang'; $state = ${readState}) { usleep(50000); }
if ($state['sky'] === 'down') { http_response_code(503); exit('Out of order'); }
if ($state['sky'] === 'nonsense') { exit('<!doctype html><h1>Back soon</h1>'); }
return false;
`;

const config = (directory: string, url: string) => `<?php
$config = [
  'baseurlpath' => '${url}/',
  'certdir' => '${directory}/',
  'loggingdir' => '${directory}/',
  'logging.handler' => 'file',
  'datadir' => '${directory}/',
  'tempdir' => '${directory}/temp',
  'metadatadir' => '${directory}/metadata',
  'secretsalt' => 'of a provider that lives as long as a test',
  'auth.adminpassword' => bin2hex(random_bytes(16)),
  'technicalcontact_email' => 'nobody@example.test',
  'timezone' => 'UTC',
  'enable.saml20-idp' => true,
  'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
  'session.cookie.secure' => false,
  'session.cookie.samesite' => null,
  'session.phpsession.savepath' => '${directory}/temp',
  'language.cookie.secure' => false,
  'language.cookie.samesite' => null,
  'store.type' => 'phpsession',
  'metadata.sources' => [['type' => 'flatfile']],
];
`;

/** Passwords are the demo people's. */
const authSources = `<?php
$config = ['people' => ['exampleauth:UserPass']];
foreach (${readState}['people'] as $username => $attributes) {
  $config['people']["$username:${demoPassword}"] = $attributes;
}
`;

// The key that is only announced stands under "new_": that is how an administrator goes from one to the next.
const hosted = (url: string) => `<?php
$state = ${readState};
$other = $state['signsWith'] === 'first' ? 'second' : 'first';
$metadata['${url}/saml2/idp/metadata.php'] = [
  'host' => '__DEFAULT__',
  'auth' => 'people',
  'privatekey' => $state['signsWith'] . '.key',
  'certificate' => $state['signsWith'] . '.crt',
  'new_privatekey' => "$other.key",
  'new_certificate' => "$other.crt",
  'validate.authnrequest' => true,
  'assertion.encryption' => $state['isEncrypting'],
  'authproc' => [50 => ['class' => 'saml:PersistentNameID', 'attribute' => 'uid']],
];
`;

const apps = `<?php
foreach (${readState}['apps'] as $xml) {
  foreach (\\SimpleSAML\\Metadata\\SAMLParser::parseDescriptorsString($xml) as $id => $app) {
    $metadata[$id] = $app->getMetadata20SP();
  }
}
`;

/** The files of a provider at `url`, whose folder is `directory`, without its keys. */
export const filesOf = (directory: string, url: string): Readonly<Record<string, string>> => ({
  "router.php": router,
  "config.php": config(directory, url),
  "authsources.php": authSources,
  "metadata/saml20-idp-hosted.php": hosted(url),
  "metadata/saml20-sp-remote.php": apps,
});
