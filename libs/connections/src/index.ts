export { rotateSecrets, type Rotation } from './rotate-secrets.js';
