namespace Sms;

/// <summary>How an account has its callbacks signed, by its settings at Vonage.</summary>
internal enum VonageSignatureMethod { Sha256, Sha512, Sha1, Md5, Md5Hash }
