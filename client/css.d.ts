// Stylesheets are imported for their effect on the build; they export nothing.
declare module '*.css';
