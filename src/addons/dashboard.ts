import type { AddOn } from './add-on';
import { createManifest } from './manifest-add-on';

const DASHBOARD = `
apiVersion: v1
kind: Namespace
metadata: {name: kubernetes-dashboard}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: kubernetes-dashboard, namespace: kubernetes-dashboard}
---
apiVersion: v1
kind: Service
metadata: {name: kubernetes-dashboard, namespace: kubernetes-dashboard, labels: {k8s-app: kubernetes-dashboard}}
spec:
  selector: {k8s-app: kubernetes-dashboard}
  ports: [{port: 443, targetPort: 8443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: kubernetes-dashboard, namespace: kubernetes-dashboard, labels: {k8s-app: kubernetes-dashboard}}
spec:
  replicas: 1
  selector: {matchLabels: {k8s-app: kubernetes-dashboard}}
  template:
    metadata: {labels: {k8s-app: kubernetes-dashboard}}
    spec:
      serviceAccountName: kubernetes-dashboard
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: node-role.kubernetes.io/master, effect: NoSchedule}]
      containers:
        - name: kubernetes-dashboard
          image: kubernetesui/dashboard:v2.7.0
          args: [--auto-generate-certificates, --namespace=kubernetes-dashboard]
          ports: [{containerPort: 8443, protocol: TCP}]
          livenessProbe:
            httpGet: {scheme: HTTPS, path: /, port: 8443}
            initialDelaySeconds: 30
            timeoutSeconds: 30
`;

/** The web console of Kubernetes as its own manifest installs it: its Pods and Service; the pages are not simulated. */
export const dashboard: AddOn = {
  name: 'dashboard',
  install: (host) => createManifest(host, 'dashboard', DASHBOARD),
};
